import { createRouter, createWebHashHistory } from 'vue-router'
import Start from './features/start/Start.vue'

/** A page a feature; all but the first are loaded when they are first needed. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: Start },
    { path: '/photos', name: 'photos', component: () => import('./features/photos/Photos.vue') },
    { path: '/train', name: 'train', component: () => import('./features/train/Train.vue') },
    { path: '/runs/:run(\\d+)', name: 'run', component: () => import('./features/runs/Run.vue') },
    { path: '/classify', name: 'classify', component: () => import('./features/classify/Classify.vue') },
    { path: '/export', name: 'export', component: () => import('./features/export/Export.vue') },
    { path: '/:elsewhere(.*)*', redirect: '/' },
  ],
})
