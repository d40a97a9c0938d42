-- Behind outside.lua: runs a configuration, and afterwards what it wants done at the start and the end.
return function(file)
  local chunk, problem = host.load(file)
  if chunk == nil then
    failed(problem)
    return
  end
  local ok, message = pcall(chunk, file)
  if not ok then failed(message) end
  for _, each in ipairs(later) do
    during = each.event
    local done, why = pcall(each.callback)
    if not done then failed(why) end
  end
end
