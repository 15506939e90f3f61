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
                            #[allow(unused_imports)]
                            use ::cors_axum::__private::fallback::*;
                            {
                                #[allow(unused_imports)]
                                use users::list_users as companion_of_this_handler;
                                <companion_of_this_handler>::cors_policy_is_never_mounted
                            }
                        },
                    ),
                ])
            },
        )
    }
}
