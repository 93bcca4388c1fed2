-- How a MagentoRelease is doing, as Argo CD names it. No library of Lua is there: only operators and tables.
--   Healthy      what Git asks for is what serves, proven and soaked
--   Progressing  a release, a rollback or the first look of the operator is under way
--   Suspended    it waits for an approval, or spec.paused holds it
--   Degraded     it needs a person, or nobody is served; a failed release is Degraded although the one before it serves on
local status = obj.status
if obj.metadata.deletionTimestamp ~= nil then
  return { status = "Progressing", message = "Is being deleted; a running upgrade is let end first" }
end
-- What is said of an older spec is not said of this one.
if status == nil or status.conditions == nil or status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "The operator has not seen this spec yet" }
end

local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end
local function is(type, value)
  return conditions[type] ~= nil and conditions[type].status == value
end

-- Before the first release there is nobody to serve.
if is("Available", "False") and status.live ~= nil then
  return { status = "Degraded", message = conditions["Available"].message }
end
if is("Stalled", "True") then
  return { status = "Degraded", message = conditions["Stalled"].reason .. ": " .. conditions["Stalled"].message }
end
if is("Ready", "True") then
  return { status = "Healthy", message = conditions["Ready"].message }
end
if status.phase == "AwaitingApproval" or (obj.spec ~= nil and obj.spec.paused) then
  return { status = "Suspended", message = status.message }
end
return { status = "Progressing", message = status.message }
