-- Lets the release that waits take the traffic.
local named = obj.status ~= nil and obj.status.target ~= nil and obj.status.target.release or nil
if named == nil then
  error("there is no release to approve: see status.message")
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["magento-bluegreen.io/approve"] = named
return obj
