import {
  status as grpcStatus,
  type handleUnaryCall,
  type Metadata,
  Server,
  ServerCredentials,
  type ServiceError,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { fromValue, toValue } from '../value-message.ts';
import { EndpointTable } from './endpoint-table.ts';
import { JobTable } from './job-table.ts';
import { ModelTable } from './model-table.ts';
import { type OperationPlan, Operations } from './operations.ts';
import { loadServices, type Message, serviceDefinition } from './service-protos.ts';
import type { Answer } from './service-refusal.ts';
import { notFound, ServiceRefusal } from './service-refusal.ts';

interface Fault {
  readonly method: string;
  readonly error: ServiceRefusal;
  times: number;
}

export interface SeenCall {
  readonly method: string;
  readonly request: Message;
  readonly metadata: Metadata;
}

/**
 * A stand-in for Vertex AI on the loopback address, for tests: the registry, endpoints, custom jobs and pipeline jobs
 * over gRPC, from the protos the official client ships. It is strict where the service is: names, traffic splits,
 * aliases and states are checked, unknown things are NOT_FOUND.
 */
export class VertexDouble implements AsyncDisposable {
  readonly operations = new Operations();
  readonly models = new ModelTable();
  readonly endpoints = new EndpointTable(this.models);
  readonly jobs = new JobTable();
  readonly calls: SeenCall[] = [];
  /** What Predict answers: instances to predictions. */
  predict: (instances: readonly unknown[]) => readonly unknown[] | Promise<readonly unknown[]> = () => [];
  #faults: Fault[] = [];
  #plans = new Map<string, OperationPlan>();
  readonly #server = new Server({ 'grpc.max_receive_message_length': 16 * 1024 * 1024 });
  #port = 0;

  static async start(): Promise<VertexDouble> {
    const double = new VertexDouble();
    double.#register();
    double.#port = await new Promise<number>((resolve, reject) => {
      double.#server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    return double;
  }

  get port(): number {
    return this.#port;
  }

  /** The next calls of a method are refused. */
  failNext(method: string, code: grpcStatus, message: string, times = 1): void {
    this.#faults.push({ method, error: new ServiceRefusal(code, message), times });
  }

  clearFaults(): void {
    this.#faults = [];
  }

  /** How operations that a method starts go on from now. */
  planOperation(method: string, plan: OperationPlan): void {
    this.#plans.set(method, plan);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#server.tryShutdown(() => resolve()));
  }

  #register(): void {
    const services = loadServices();
    const add = (name: string, answers: Readonly<Record<string, Answer>>): void => {
      const entries = Object.entries(answers).map(([method, answer]) => [
        method,
        this.#unary(method, answer),
      ]);
      this.#server.addService(
        serviceDefinition(services, name),
        Object.fromEntries(entries) as UntypedServiceImplementation,
      );
    };
    const start = (method: string, parent: string, finish: () => { type: string; value: Message }): Message =>
      this.operations.start(parent, this.#plans.get(method) ?? { polls: 1 }, finish);
    add('google.cloud.aiplatform.v1.ModelService', this.models.answers(start));
    add('google.cloud.aiplatform.v1.EndpointService', this.endpoints.answers(start));
    add('google.cloud.aiplatform.v1.JobService', this.jobs.customJobAnswers());
    add('google.cloud.aiplatform.v1.PipelineService', this.jobs.pipelineJobAnswers());
    add('google.cloud.aiplatform.v1.PredictionService', {
      predict: async (request: {
        endpoint: string;
        instances: Parameters<typeof fromValue>[0][];
      }): Promise<Message> => {
        const predictions = await this.predict(request.instances.map(fromValue));
        return { ...this.endpoints.serving(request.endpoint), predictions: predictions.map(toValue) };
      },
    });
    add('google.longrunning.Operations', {
      getOperation: ({ name }: { name: string }) => this.operations.poll(name) ?? notFound('operation', name),
      cancelOperation: ({ name }: { name: string }) =>
        this.operations.cancel(name) ? {} : notFound('operation', name),
    });
  }

  #unary(method: string, answer: Answer): handleUnaryCall<Message, Message> {
    return async (call, callback) => {
      this.calls.push({ method, request: call.request, metadata: call.metadata });
      try {
        const fault = this.#faults.find((candidate) => candidate.method === method && candidate.times > 0);
        if (fault !== undefined) {
          fault.times -= 1;
          throw fault.error;
        }
        callback(null, await answer(call.request as never));
      } catch (error) {
        const refusal =
          error instanceof ServiceRefusal ? error : new ServiceRefusal(grpcStatus.INTERNAL, String(error));
        callback({ code: refusal.code, details: refusal.message, message: refusal.message } as ServiceError);
      }
    };
  }
}
