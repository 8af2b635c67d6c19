import { config } from 'zod'

// The page runs no code from strings, which zod would try in order to be faster. Schemas ask for this as they are made: so
// whatever has any is loaded afterwards.
config({ jitless: true })
const { showPage } = await import('./page')
await showPage()
