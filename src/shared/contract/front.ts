import { hostContract } from './host'
import { shellContract } from './shell'

/** Everything that a page can ask: the core behind it, and the front around it. */
export const frontContract = { ...hostContract, ...shellContract } as const
export type FrontContract = typeof frontContract
