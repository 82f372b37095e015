import { tensorflow } from '../../tensorflow/runtime.ts';

// Run as a process of its own: where TensorFlow does not fit the machine, it ends the process that loads it.
const { tf, version, device } = tensorflow();
const identity = tf.eye(64);
const [trace] = tf.tidy(() => tf.sum(tf.matMul(identity, identity)).dataSync());
console.log(JSON.stringify({ version, device, trace }));
