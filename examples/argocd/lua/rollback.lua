-- Gives the traffic back to the set before: one flip, no upgrade.
local status = obj.status or {}
local live = status.live or {}
local target = status.target or {}
local named = live.release
-- After one that failed it has to name the next number as well.
for _, past in ipairs(status.history or {}) do
  if past.release == live.release and past.outcome == "RollbackFailed" and target.release == live.release then
    named = live.release .. "/" .. target.next
  end
end
if named == nil then
  error("there is no live release to roll back: see status.message")
end
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["magento-bluegreen.io/rollback"] = named
return obj
