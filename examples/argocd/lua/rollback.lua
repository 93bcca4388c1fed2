-- Gives the traffic back to the set before: one flip, no upgrade.
local named = obj.status ~= nil and obj.status.live ~= nil and obj.status.live.release or nil
if named == nil then
  error("there is no live release to roll back: see status.message")
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["magento-bluegreen.io/rollback"] = named
return obj
