"""Prints what Python's ml_metadata finds in a store, as JSON: the judge of what Millrace writes."""

import json
import sys

from ml_metadata.metadata_store import metadata_store
from ml_metadata.proto import metadata_store_pb2 as mlmd

config = mlmd.ConnectionConfig()
config.sqlite.filename_uri = sys.argv[1]
store = metadata_store.MetadataStore(config)


def value(v):
    return getattr(v, v.WhichOneof("value"))


def path(event):
    return [s.key if s.HasField("key") else s.index for s in event.path.steps]


executions = store.get_executions()
print(
    json.dumps(
        {
            "executions": [
                [e.id, e.type, mlmd.Execution.State.Name(e.last_known_state), {k: value(v) for k, v in e.custom_properties.items()}]
                for e in executions
            ],
            "artifacts": [
                [a.id, a.type, mlmd.Artifact.State.Name(a.state), {k: value(v) for k, v in a.properties.items()}]
                for a in store.get_artifacts()
            ],
            "contexts": sorted({(c.type, c.name) for c in store.get_contexts() if c.type in ("pipeline", "node")}),
            "parents": sorted({p.name for c in store.get_contexts_by_type("pipeline_run") for p in store.get_parent_contexts_by_context(c.id)}),
            "events": [
                [e.execution_id, mlmd.Event.Type.Name(e.type), e.artifact_id, path(e)]
                for e in store.get_events_by_execution_ids([e.id for e in executions])
            ],
            "bases": {t.name: mlmd.ArtifactType.SystemDefinedBaseType.Name(t.base_type) for t in store.get_artifact_types()},
            "contexts_of_first": sorted(c.type for c in store.get_contexts_by_execution(1)),
        }
    )
)
