{{/* What the operator may do in a namespace of stores, and nothing else. */}}
{{- define "operator.rules" -}}
# The resource: read, and the finalizer that keeps it while an upgrade runs.
- apiGroups: [magento-bluegreen.io]
  resources: [magentoreleases]
  verbs: [get, list, watch, patch]
# Reports, and nothing is read back from them.
- apiGroups: [magento-bluegreen.io]
  resources: [magentoreleases/status]
  verbs: [patch]
# Owner references that block deletion until the children are gone, where the admission plugin asks for it.
- apiGroups: [magento-bluegreen.io]
  resources: [magentoreleases/finalizers]
  verbs: [update]
# Sets: made once, scaled, annotated, collected.
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, update, delete]
# The pod-template-hash of a set.
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [get, list]
# Steps: made, resumed, given an owner, collected.
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, update, patch, delete]
# Whether pods are ready, their addresses, and the verdicts of Jobs.
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
{{- if .Values.storefront.portForward }}
# Pods are asked through the API server.
- apiGroups: [""]
  resources: [pods/portforward]
  verbs: [get, create]
{{- end }}
# The live and the preview Service: created, flipped, kept. Never deleted.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, update, patch]
# What the live Service sends traffic to.
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [get, list, watch]
# What a set is made of, the ledger, and the copies for the store's other processes.
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, create, update, patch, delete]
{{- if .Values.secrets.read }}
# The store's env file is read; its bytes are kept in an immutable Secret for each revision.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, update, delete]
{{- end }}
# One Event a step; the same one again raises the count of the first.
- apiGroups: [""]
  resources: [events]
  verbs: [get, create, patch]
{{- end }}

{{/* A lease can be created under any name only; what follows is for the one. */}}
{{- define "operator.leaseRules" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [{{ include "operator.lease" . }}]
  verbs: [get, update, patch]
{{- end }}
