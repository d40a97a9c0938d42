/** Options of the layouts and of what Hyprland does by itself: key, kind, default, the first version that has it, the first that has it no more. */
export const LAYOUTS = `
misc:disable_hyprland_logo | flag | false
misc:disable_splash_rendering | flag | false
misc:col.splash | colour | 0x55ffffff
misc:splash_font_family | text |
misc:force_default_wallpaper | whole | -1
misc:vrr | whole | 0
misc:mouse_move_enables_dpms | flag | false
misc:key_press_enables_dpms | flag | false
misc:always_follow_on_dnd | flag | true
misc:layers_hog_keyboard_focus | flag | true
misc:animate_manual_resizes | flag | false
misc:animate_mouse_windowdragging | flag | false
misc:disable_autoreload | flag | false
misc:enable_swallow | flag | false
misc:swallow_regex | text |
misc:swallow_exception_regex | text |
misc:focus_on_activate | flag | false
misc:mouse_move_focuses_monitor | flag | true
misc:allow_session_lock_restore | flag | false
misc:close_special_on_empty | flag | true
misc:background_color | colour | 0xff111111
misc:initial_workspace_tracking | whole | 1
debug:log_damage | flag | false
debug:overlay | flag | false
debug:damage_blink | flag | false
debug:disable_logs | flag | true
debug:disable_time | flag | true
debug:enable_stdout_logs | flag | false
debug:damage_tracking | whole | 2
debug:manual_crash | whole | 0
debug:suppress_errors | flag | false
debug:error_limit | whole | 5
debug:disable_scale_checks | flag | false
debug:colored_stdout_logs | flag | true
dwindle:force_split | whole | 0
dwindle:permanent_direction_override | flag | false
dwindle:preserve_split | flag | false
dwindle:special_scale_factor | number | 1
dwindle:split_width_multiplier | number | 1
dwindle:use_active_for_splits | flag | true
dwindle:default_split_ratio | number | 1
dwindle:smart_split | flag | false
dwindle:smart_resizing | flag | true
master:special_scale_factor | number | 1
master:mfact | number | 0.55
master:new_on_top | flag | false
master:orientation | text | left
master:allow_small_split | flag | false
master:smart_resizing | flag | true
master:drop_at_cursor | flag | true
binds:pass_mouse_when_bound | flag | false
binds:scroll_event_delay | whole | 300
binds:workspace_back_and_forth | flag | false
binds:allow_workspace_cycles | flag | false
binds:workspace_center_on | whole | 1
binds:focus_preferred_method | whole | 0
binds:ignore_group_lock | flag | false
binds:movefocus_cycles_fullscreen | flag | false
binds:disable_keybind_grabbing | flag | false
xwayland:use_nearest_neighbor | flag | true
xwayland:force_zero_scaling | flag | false
misc:font_family | text | Sans | 0.41
misc:middle_click_paste | flag | true | 0.41
debug:error_position | whole | 0 | 0.41
binds:window_direction_monitor_fallback | flag | true | 0.41
master:new_status | text | slave | 0.41
master:new_on_active | text | none | 0.41
misc:exit_window_retains_fullscreen | whole | 0 | 0.42
misc:render_unfocused_fps | whole | 15 | 0.43
xwayland:enabled | flag | true | 0.43
misc:disable_xdg_env_checks | flag | false | 0.44
dwindle:split_bias | whole | 0 | 0.44
misc:lockdead_screen_delay | whole | 1000 | 0.46
master:center_ignores_reserved | flag | false | 0.46
binds:movefocus_cycles_groupfirst | flag | false | 0.46
binds:allow_pin_fullscreen | flag | false | 0.46
debug:pass | flag | false | 0.47
master:slave_count_for_center_master | whole | 2 | 0.47
misc:enable_anr_dialog | flag | true | 0.48
debug:full_cm_proto | flag | false | 0.48
master:always_keep_position | flag | false | 0.48
xwayland:create_abstract_socket | flag | false | 0.48
misc:anr_missed_pings | whole | 5 | 0.49
master:center_master_fallback | text | left | 0.49
binds:hide_special_on_workspace_change | flag | false | 0.49
binds:drag_threshold | whole | 0 | 0.49
misc:session_lock_xray | flag | false | 0.50
dwindle:precise_mouse_move | flag | false | 0.50
misc:name_vk_after_proc | flag | true | 0.51
misc:screencopy_force_8b | flag | true | 0.51
misc:disable_scale_notification | flag | false | 0.51
misc:disable_hyprland_guiutils_check | flag | false | 0.52
misc:size_limits_tiled | flag | false | 0.52
misc:on_focus_under_fullscreen | whole | 2 | 0.53
misc:disable_watchdog_warning | flag | false | 0.53
debug:gl_debugging | flag | false | 0.54
debug:ds_handle_same_buffer | flag | true | 0.54
debug:ds_handle_same_buffer_fifo | flag | true | 0.54
debug:render_solitary_wo_damage | flag | false | 0.54
layout:single_window_aspect_ratio | pair | 0 0 | 0.54
layout:single_window_aspect_ratio_tolerance | number | 0.1 | 0.54
scrolling:fullscreen_on_one_column | flag | true | 0.54
scrolling:column_width | number | 0.5 | 0.54
scrolling:focus_fit_method | whole | 1 | 0.54
scrolling:follow_focus | flag | true | 0.54
scrolling:follow_min_visible | number | 0.4 | 0.54
scrolling:explicit_column_widths | text | 0.333, 0.5, 0.667, 1.0 | 0.54
scrolling:direction | text | right | 0.54
debug:vfr | flag | true | 0.55
debug:invalidate_fp16 | whole | 1 | 0.55
scrolling:wrap_focus | flag | true | 0.55
scrolling:wrap_swapcol | flag | true | 0.55
misc:session_lock_blur | flag | false | 0.56
misc:initial_workspace_token_timeout | whole | 10 | 0.56
master:focus_master_on_close | flag | false | 0.56
misc:bell_sound | text | default | 0.57
misc:new_float_force_onscreen | whole | 2 | 0.57
misc:float_force_onscreen | whole | 0 | 0.57
binds:drag_center_window | flag | true | 0.57
debug:invalidate_buffers | whole | 1 | 0.57
`;
