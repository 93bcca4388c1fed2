-- Ends the release that is under way; what is live serves on.
local named = obj.status ~= nil and obj.status.target ~= nil and obj.status.target.release or nil
if named == nil then
  error("there is no release to abort: see status.message")
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["magento-bluegreen.io/abort"] = named
return obj
