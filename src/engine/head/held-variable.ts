import type { NodeJSKernelBackend } from '@tensorflow/tfjs-node/dist/nodejs_kernel_backend'
import { tf } from '../tensorflow'

/** Names are the process's own: TensorFlow finds what it holds by them. */
let made = 0

/**
 * A float32 variable that TensorFlow holds itself, so that its own operations change it in place. Every operation of
 * tfjs makes a new tensor instead, and for millions of weights most of the time goes into memory.
 */
export class HeldVariable {
  /** What operations take as the variable. */
  readonly handle: tf.Tensor

  constructor(readonly shape: readonly number[]) {
    const { binding } = backend()
    const attributes = [
      ofFloats('dtype'),
      { name: 'shape', type: binding.TF_ATTR_SHAPE, value: [...shape] },
      { name: 'shared_name', type: binding.TF_ATTR_STRING, value: `headstart-${++made}` },
      { name: 'container', type: binding.TF_ATTR_STRING, value: '' },
    ]
    this.handle = tf.keep(backend().executeSingleOutput('VarHandleOp', attributes, []))
  }

  /** Shares the tensor's values until either changes. */
  assign(value: tf.Tensor): void {
    runOperation('AssignVariableOp', 'dtype', [this.handle, value])
  }

  /** @returns its values, shared until it changes; the caller disposes of them */
  read(): tf.Tensor {
    return backend().executeSingleOutput('ReadVariableOp', [ofFloats('dtype')], [this.handle])
  }

  dispose(): void {
    backend().executeMultipleOutputs('DestroyResourceOp', [], [this.handle], 0)
    this.handle.dispose()
  }
}

/**
 * Runs an operation on float32 that gives nothing back.
 * @param type the attribute that names the type of its numbers
 */
export function runOperation(name: string, type: 'T' | 'dtype', inputs: readonly tf.Tensor[]): void {
  backend().executeMultipleOutputs(name, [ofFloats(type)], [...inputs], 0)
}

/** The attribute of an operation that says that it computes with float32. */
function ofFloats(name: 'T' | 'dtype') {
  const { binding } = backend()
  return { name, type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }
}

function backend(): NodeJSKernelBackend {
  return tf.backend() as NodeJSKernelBackend
}
