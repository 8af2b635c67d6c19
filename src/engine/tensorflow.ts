import './shim'
import * as tf from '@tensorflow/tfjs-node'
import { registerQuickStep } from './step-kernel'

registerQuickStep()

/** TensorFlow, the one way into it: whatever needs tensors imports it from here, so that the shim always ran before. */
export { tf }
