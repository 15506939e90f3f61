fn main() {
    {
        <::cors_axum::Documented<
            _,
            _,
        >>::__group(
            Frontend,
            {
                (::cors_axum::__private::all_documented)([
                    (::cors_axum::__private::documented::<
                        users::__path_list_users,
                        _,
                        _,
                        _,
                        _,
                        _,
                    >)(
                        users::list_users,
                        {
                            #[allow(unexpected_cfgs, unused_imports)]
                            {
                                #[cfg(not(rust_analyzer))]
                                use ::cors_axum::__private::fallback::*;
                                {
                                    use users::list_users as companion_of_this_handler;
                                    <companion_of_this_handler>::cors_policy_is_never_mounted
                                }
                            }
                        },
                    ),
                ])
            },
        )
    }
}
