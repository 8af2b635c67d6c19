import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import './ui/theme.css'

// zod would try whether it may compile its checks, which the page's content policy forbids and reports.
z.config({ jitless: true })

createApp(App).mount('#app')
