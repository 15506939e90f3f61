console.log("a playground");
