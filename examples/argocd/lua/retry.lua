-- Tries the release again that has ended without taking the traffic, or was rolled back.
local named = obj.status ~= nil and obj.status.target ~= nil and obj.status.target.next or nil
if named == nil then
  error("there is no release to retry: see status.message")
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["magento-bluegreen.io/retry"] = named
return obj
