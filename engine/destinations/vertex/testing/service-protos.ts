import { createRequire } from 'node:module';
import path from 'node:path';
import type { GrpcObject, ServiceDefinition } from '@grpc/grpc-js';
import { loadPackageDefinition } from '@grpc/grpc-js';
import * as loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';

/** A message as proto-loader gives and takes it. */
export type Message = Record<string, unknown>;

const require = createRequire(import.meta.url);
/** Folders of .proto files beside a module of a package; google-gax does not export its package.json. */
const besideModule = (module: string, folder: string): string =>
  path.resolve(path.dirname(require.resolve(module)), folder);
const folders = [
  besideModule('@google-cloud/aiplatform', '../protos'),
  besideModule('google-gax', '../protos'),
];
const service = (name: string): string => `google/cloud/aiplatform/v1/${name}.proto`;
const files = [
  service('model_service'),
  service('endpoint_service'),
  service('prediction_service'),
  service('job_service'),
  service('pipeline_service'),
  'google/longrunning/operations.proto',
];

/** The services as Vertex publishes them, in the protos the official client ships. */
export function loadServices(): GrpcObject {
  const definition = loader.loadSync(files, {
    includeDirs: folders,
    keepCase: false,
    longs: String,
    enums: String,
    defaults: true,
    oneofs: true,
  });
  return loadPackageDefinition(definition);
}

export function serviceDefinition(services: GrpcObject, name: string): ServiceDefinition {
  const found = name
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], services);
  return (found as { service: ServiceDefinition }).service;
}

let root: protobuf.Root | undefined;

/** A message packed into google.protobuf.Any, as long-running operations carry their results. */
export function packAny(
  type: string,
  value: Record<string, unknown>,
): { typeUrl: string; value: Uint8Array } {
  root ??= loadRoot();
  const message = root.lookupType(type);
  return {
    typeUrl: `type.googleapis.com/${type}`,
    value: message.encode(message.fromObject(value)).finish(),
  };
}

function loadRoot(): protobuf.Root {
  const loaded = new protobuf.Root();
  loaded.resolvePath = (_, target) =>
    folders.map((folder) => path.join(folder, target)).find((file) => protobuf.util.fs.existsSync(file)) ??
    target;
  return loaded.loadSync(files);
}
