import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { connectFront } from './front/connect-front'
import { frontKey } from './front/front'
import { router } from './router'
import './ui/theme.css'

const front = await connectFront()
createApp(App).provide(frontKey, front).use(createPinia()).use(router).mount('#app')
