/** Options of how windows look: key, kind, default, the first version that has it, the first that has it no more. */
export const LOOK = `
general:border_size | whole | 1
general:gaps_in | sides | 5
general:gaps_out | sides | 20
general:gaps_workspaces | whole | 0
general:no_focus_fallback | flag | false
general:resize_on_border | flag | false
general:extend_border_grab_area | whole | 15
general:hover_icon_on_border | flag | true
general:layout | text | dwindle
general:allow_tearing | flag | false
general:resize_corner | whole | 0
group:insert_after_current | flag | true
group:focus_removed_window | flag | true
group:groupbar:enabled | flag | true
group:groupbar:font_family | text |
group:groupbar:font_size | whole | 8
group:groupbar:gradients | flag | false
group:groupbar:height | whole | 14
group:groupbar:priority | whole | 3
group:groupbar:render_titles | flag | true
group:groupbar:scrolling | flag | true
group:groupbar:text_color | colour | 0xffffffff
decoration:rounding | whole | 0
decoration:blur:enabled | flag | true
decoration:blur:size | whole | 8
decoration:blur:passes | whole | 1
decoration:blur:ignore_opacity | flag | true
decoration:blur:new_optimizations | flag | true
decoration:blur:xray | flag | false
decoration:blur:contrast | number | 0.8916
decoration:blur:brightness | number | 1
decoration:blur:vibrancy | number | 0.1696
decoration:blur:vibrancy_darkness | number | 0
decoration:blur:noise | number | 0.0117
decoration:blur:special | flag | false
decoration:blur:popups | flag | false
decoration:blur:popups_ignorealpha | number | 0.2
decoration:active_opacity | number | 1
decoration:inactive_opacity | number | 1
decoration:fullscreen_opacity | number | 1
decoration:dim_inactive | flag | false
decoration:dim_strength | number | 0.5
decoration:dim_special | number | 0.2
decoration:dim_around | number | 0.4
decoration:screen_shader | text |
animations:enabled | flag | true
opengl:nvidia_anti_flicker | flag | true
general:col.active_border | gradient | 0xffffffff
general:col.inactive_border | gradient | 0xff444444
general:col.nogroup_border | gradient | 0xffffaaff
general:col.nogroup_border_active | gradient | 0xffff00ff
group:col.border_active | gradient | 0x66ffff00
group:col.border_inactive | gradient | 0x66777700
group:col.border_locked_active | gradient | 0x66775500
group:col.border_locked_inactive | gradient | 0x66ff5500
group:groupbar:col.active | gradient | 0x66ffff00
group:groupbar:col.inactive | gradient | 0x66777700
group:groupbar:col.locked_active | gradient | 0x66ff5500
group:groupbar:col.locked_inactive | gradient | 0x66775500
group:groupbar:stacked | flag | false | 0.41
render:direct_scanout | whole | 0 | 0.42
group:merge_groups_on_drag | flag | true | 0.43
group:auto_group | flag | true | 0.44
general:snap:enabled | flag | false | 0.45
general:snap:window_gap | whole | 10 | 0.45
general:snap:monitor_gap | whole | 10 | 0.45
general:snap:border_overlap | flag | false | 0.45
group:merge_groups_on_groupbar | flag | true | 0.45
group:merge_floated_into_tiled_on_groupbar | flag | false | 0.45
group:drag_into_group | whole | 1 | 0.45
group:group_on_movetoworkspace | flag | false | 0.45
decoration:shadow:enabled | flag | true | 0.45
decoration:shadow:range | whole | 4 | 0.45
decoration:shadow:render_power | whole | 3 | 0.45
decoration:shadow:offset | pair | 0 0 | 0.45
decoration:shadow:scale | number | 1 | 0.45
decoration:shadow:sharp | flag | false | 0.45
decoration:shadow:color | gradient | 0xee1a1a1a | 0.45
decoration:shadow:color_inactive | gradient |  | 0.45
render:expand_undersized_textures | flag | true | 0.45
decoration:blur:input_methods | flag | false | 0.46
decoration:blur:input_methods_ignorealpha | number | 0.2 | 0.46
ecosystem:no_update_news | flag | false | 0.46
decoration:rounding_power | number | 2 | 0.47
render:xp_mode | flag | false | 0.47
render:ctm_animation | whole | 2 | 0.47
ecosystem:no_donation_nag | flag | false | 0.47
group:groupbar:indicator_height | whole | 3 | 0.48
group:groupbar:rounding | whole | 1 | 0.48
group:groupbar:gradient_rounding | whole | 2 | 0.48
group:groupbar:round_only_edges | flag | true | 0.48
group:groupbar:gradient_round_only_edges | flag | true | 0.48
group:groupbar:gaps_out | whole | 2 | 0.48
group:groupbar:gaps_in | whole | 2 | 0.48
render:cm_enabled | flag | true | 0.48
group:groupbar:font_weight_active | text | normal | 0.49
group:groupbar:font_weight_inactive | text | normal | 0.49
group:groupbar:indicator_gap | whole | 0 | 0.49
group:groupbar:keep_upper_gap | flag | true | 0.49
group:groupbar:text_offset | whole | 0 | 0.49
decoration:border_part_of_window | flag | true | 0.49
animations:workspace_wraparound | flag | false | 0.49
render:send_content_type | flag | true | 0.49
ecosystem:enforce_permissions | flag | false | 0.49
general:float_gaps | sides | 0 | 0.50
general:snap:respect_gaps | flag | false | 0.50
group:groupbar:text_color_inactive | colour |  | 0.50
group:groupbar:text_color_locked_active | colour |  | 0.50
group:groupbar:text_color_locked_inactive | colour |  | 0.50
render:cm_auto_hdr | whole | 1 | 0.50
render:new_render_scheduling | flag | false | 0.50
group:groupbar:rounding_power | number | 2 | 0.51
group:groupbar:gradient_rounding_power | number | 2 | 0.51
decoration:dim_modal | flag | true | 0.51
general:modal_parent_blocking | flag | true | 0.52
render:non_shader_cm | whole | 3 | 0.52
render:cm_sdr_eotf | text | default | 0.52
general:locale | text |  | 0.53
group:groupbar:blur | flag | false | 0.53
quirks:prefer_hdr | whole | 0 | 0.53
group:groupbar:text_padding | whole | 0 | 0.54
render:commit_timing_enabled | flag | true | 0.54
quirks:skip_non_kms_dmabuf_formats | flag | true | 0.54
decoration:glow:enabled | flag | false | 0.55
decoration:glow:range | whole | 10 | 0.55
decoration:glow:render_power | whole | 3 | 0.55
decoration:glow:color | gradient | 0xee33ccff | 0.55
decoration:glow:color_inactive | gradient |  | 0.55
group:groupbar:middle_click_close | flag | true | 0.55
render:icc_vcgt_enabled | flag | true | 0.55
render:use_shader_blur_blend | flag | false | 0.55
render:use_fp16 | whole | 2 | 0.55
render:keep_unmodified_copy | whole | 2 | 0.55
render:non_shader_cm_interop | whole | 2 | 0.55
render:fp16_sdr_tf | whole | 0 | 0.55
experimental:wp_cm_1_2 | flag | true | 0.55
decoration:motion_blur:enabled | flag | false | 0.56
decoration:motion_blur:samples | whole | 7 | 0.56
group:groupbar:disable_when_only | flag | false | 0.56
decoration:blur:variant | whole | 0 | 0.57
decoration:blur:glass:refraction | number | 20 | 0.57
decoration:blur:glass:size | number | 40 | 0.57
decoration:blur:glass:roughness | number | 1 | 0.57
decoration:blur:acrylic:refraction | number | 24 | 0.57
decoration:blur:acrylic:bulb | number | 48 | 0.57
decoration:blur:acrylic:clarity | number | 0.82 | 0.57
decoration:blur:acrylic:aberration | number | 0.025 | 0.57
decoration:blur:acrylic:tint | colour | 0x14EEF5FF | 0.57
decoration:blur:drops:speed | number | 3 | 0.57
decoration:blur:heat_shimmer:speed | number | 1 | 0.57
decoration:blur:aurora:speed | number | 1 | 0.57
decoration:blur:aurora:intensity | number | 0.35 | 0.57
decoration:blur:aurora:color1 | colour | 0x29F0A0FF | 0.57
decoration:blur:aurora:color2 | colour | 0x7A4DFFFF | 0.57
decoration:blur:haze:intensity | number | 0.35 | 0.57
decoration:blur:haze:iridescence | number | 0.7 | 0.57
decoration:blur:ripple:strength | number | 30 | 0.57
decoration:blur:ripple:radius | number | 400 | 0.57
decoration:blur:ripple:width | number | 32 | 0.57
decoration:blur:ripple:duration | number | 0.45 | 0.57
decoration:blur:water:strength | number | 32 | 0.57
decoration:blur:water:radius | number | 20 | 0.57
decoration:blur:water:speed | number | 0.76 | 0.57
decoration:blur:water:damping | number | 0.95 | 0.57
decoration:blur:water:duration | number | 12 | 0.57
decoration:blur:fluid_jar:color | colour | 0xCC3399FF | 0.57
decoration:blur:fluid_jar:speed | number | 3.7 | 0.57
decoration:blur:fluid_jar:fill_amount | number | 0.5 | 0.57
decoration:blur:fluid_jar:mass | number | 1.4 | 0.57
decoration:blur:fluid_jar:precision | number | 2 | 0.57
decoration:blur:fluid_jar:turbulence | number | 1.2 | 0.57
decoration:blur:fluid_jar:distortion | number | 8 | 0.57
decoration:wobble:enabled | flag | false | 0.57
decoration:wobble:mesh | whole | 12 | 0.57
decoration:wobble:stiffness | number | 200 | 0.57
decoration:wobble:damping | number | 12 | 0.57
decoration:wobble:mass | number | 1 | 0.57
decoration:wobble:intensity | number | 0.2 | 0.57
decoration:wobble:value_epsilon | number | 0.25 | 0.57
decoration:wobble:velocity_epsilon | number | 2 | 0.57
render:not_shown_fifo_lock | whole | 0 | 0.57
`;
