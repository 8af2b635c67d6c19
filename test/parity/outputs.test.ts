import { describeOutputs } from './describe-outputs'
import { kerasIds } from './reference'

describeOutputs(kerasIds)
