-- Which commands would act now. One that is given all the same does nothing: each names the release that it means.
local status = obj.status or {}
local live = status.live or {}
local target = status.target or {}
local rollback = status.rollback or {}

-- What is said of an older spec is not said of this one; only the way back from what is live stays as it is.
local seen = status.observedGeneration ~= nil and status.observedGeneration == obj.metadata.generation
local beforeCutover = {
  Pending = true,
  Preparing = true,
  Starting = true,
  Upgrading = true,
  Verifying = true,
  WarmingUp = true,
  AwaitingApproval = true,
  Promoting = true,
}
local ended = { Failed = true, Aborted = true, RolledBack = true }

local function offered(name, icon, possible)
  return { ["disabled"] = not possible, ["displayName"] = name, ["iconClass"] = icon }
end

local approve = seen and status.phase == "AwaitingApproval" and target.release ~= nil
local abort = seen and beforeCutover[status.phase] == true and target.release ~= nil
-- A release whose rollback failed serves on: there is nothing to try again.
local retry = seen and ended[status.phase] == true and target.next ~= nil
  and (target.release == nil or target.release ~= live.release)
local back = status.phase ~= "RollingBack" and rollback.possible == true and live.release ~= nil

local actions = {}
actions["approve"] = offered("Approve the cutover", "fa fa-fw fa-check", approve)
actions["abort"] = offered("Abort before the cutover", "fa fa-fw fa-times", abort)
actions["retry"] = offered("Retry the release", "fa fa-fw fa-redo", retry)
actions["rollback"] = offered("Roll back", "fa fa-fw fa-undo", back)
return actions
