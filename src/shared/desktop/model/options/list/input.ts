/** Options of keyboards, pointers, the cursor and the rest: key, kind, default, the first version that has it, the first that has it no more. */
export const INPUT = `
input:follow_mouse | whole | 1
input:mouse_refocus | flag | true
input:special_fallthrough | flag | false
input:off_window_axis_events | whole | 1
input:sensitivity | number | 0
input:accel_profile | text |
input:kb_file | text |
input:kb_layout | text | us
input:kb_variant | text |
input:kb_options | text |
input:kb_rules | text |
input:kb_model | text |
input:repeat_rate | whole | 25
input:repeat_delay | whole | 600
input:natural_scroll | flag | false
input:numlock_by_default | flag | false
input:resolve_binds_by_sym | flag | false
input:force_no_accel | flag | false
input:float_switch_override_focus | whole | 1
input:left_handed | flag | false
input:scroll_method | text |
input:scroll_button | whole | 0
input:scroll_button_lock | flag | false
input:scroll_factor | number | 1
input:scroll_points | text |
input:touchpad:natural_scroll | flag | false
input:touchpad:disable_while_typing | flag | true
input:touchpad:clickfinger_behavior | flag | false
input:touchpad:tap_button_map | text |
input:touchpad:middle_button_emulation | flag | false
input:touchpad:tap-to-click | flag | true
input:touchpad:tap-and-drag | flag | true
input:touchpad:drag_lock | whole | 0
input:touchpad:scroll_factor | number | 1
input:touchdevice:transform | whole | 0
input:touchdevice:output | text | [[Auto]]
input:touchdevice:enabled | flag | true
input:tablet:transform | whole | 0
input:tablet:output | text |
input:tablet:region_position | pair | 0 0
input:tablet:region_size | pair | 0 0
input:tablet:relative_input | flag | false
input:tablet:left_handed | flag | false
input:tablet:active_area_position | pair | 0 0
input:tablet:active_area_size | pair | 0 0
gestures:workspace_swipe_distance | whole | 300
gestures:workspace_swipe_invert | flag | true
gestures:workspace_swipe_min_speed_to_force | whole | 30
gestures:workspace_swipe_cancel_ratio | number | 0.5
gestures:workspace_swipe_create_new | flag | true
gestures:workspace_swipe_direction_lock | flag | true
gestures:workspace_swipe_direction_lock_threshold | whole | 10
gestures:workspace_swipe_forever | flag | false
gestures:workspace_swipe_use_r | flag | false
gestures:workspace_swipe_touch | flag | false
cursor:no_hardware_cursors | whole | 2 | 0.41
cursor:hotspot_padding | whole | 0 | 0.41
cursor:inactive_timeout | number | 0 | 0.41
cursor:no_warps | flag | false | 0.41
cursor:persistent_warps | flag | false | 0.41
cursor:default_monitor | text |  | 0.41
cursor:zoom_factor | number | 1 | 0.41
cursor:zoom_rigid | flag | false | 0.41
cursor:enable_hyprcursor | flag | true | 0.41
cursor:hide_on_key_press | flag | false | 0.41
cursor:hide_on_touch | flag | true | 0.41
cursor:no_break_fs_vrr | whole | 2 | 0.41
cursor:min_refresh_rate | whole | 24 | 0.41
cursor:warp_on_change_workspace | whole | 0 | 0.41
input:emulate_discrete_scroll | whole | 1 | 0.42
gestures:workspace_swipe_touch_invert | flag | false | 0.42
input:focus_on_close | whole | 0 | 0.43
cursor:sync_gsettings_theme | flag | true | 0.43
input:tablet:absolute_region_position | flag | false | 0.46
cursor:use_cpu_buffer | whole | 2 | 0.46
cursor:warp_back_after_non_mouse_input | flag | false | 0.46
input:follow_mouse_threshold | number | 0 | 0.48
input:touchpad:flip_x | flag | false | 0.48
input:touchpad:flip_y | flag | false | 0.48
cursor:warp_on_toggle_special | whole | 0 | 0.49
input:touchpad:drag_3fg | whole | 0 | 0.50
input:virtualkeyboard:share_states | whole | 2 | 0.51
input:virtualkeyboard:release_pressed_on_close | flag | false | 0.51
gestures:close_max_timeout | whole | 1000 | 0.51
cursor:invisible | flag | false | 0.51
input:rotation | whole | 0 | 0.52
cursor:zoom_disable_aa | flag | false | 0.52
cursor:zoom_detached_camera | flag | true | 0.53
cursor:hide_on_tablet | flag | false | 0.53
input:follow_mouse_shrink | whole | 0 | 0.55
gestures:scrolling:move_snap_to_grid | flag | true | 0.55
gestures:scrolling:move_snap_cursor | flag | true | 0.55
input:tablettool:eraser_button_mode | whole | 0 | 0.56
input:tablettool:eraser_button_override | whole | 0 | 0.56
input:tablettool:pressure_range_min | number | -1.0 | 0.56
input:tablettool:pressure_range_max | number | -1.0 | 0.56
input-capture:capture_modifiers | flag | false | 0.56
input-capture:enforce_barriers | flag | true | 0.56
cursor:warp_on_monitor_change | whole | -1 | 0.57
`;
