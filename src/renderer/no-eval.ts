import { z } from 'zod'

/** The page runs no code from strings, which zod would try to be faster; this comes before any schema is made. */
z.config({ jitless: true })
