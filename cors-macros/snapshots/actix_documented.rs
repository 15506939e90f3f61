fn main() {
    {
        <::cors_actix::__private::Services<
            _,
        >>::__group(
            Frontend,
            {
                (::cors_actix::__private::services)([
                    {
                        {
                            #[allow(unexpected_cfgs, unused_imports)]
                            {
                                #[cfg(not(rust_analyzer))]
                                use ::cors_actix::__private::fallback::*;
                                {
                                    use users::list_users as companion_of_this_handler;
                                    (::cors_actix::__private::Services::of)(
                                        <<companion_of_this_handler as ::cors_actix::__private::WithRoute>::Route as ::cors_actix::__private::HasRoute>::MOUNT,
                                        <companion_of_this_handler>::cors_policy_is_never_mounted,
                                        companion_of_this_handler,
                                    )
                                }
                            }
                        }
                            .__documented::<users::__path_list_users>()
                    },
                ])
            },
        )
    }
}
