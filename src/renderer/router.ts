import { createRouter, createWebHashHistory } from 'vue-router'
import Start from './features/start/Start.vue'

const needsProject = { meta: { needsProject: true } }

/** A page a feature; all but the first are loaded when they are first needed. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'start', component: Start },
    {
      path: '/photos',
      name: 'photos',
      component: () => import('./features/photos/Photos.vue'),
      ...needsProject,
    },
    {
      path: '/photos/doubts',
      name: 'review',
      component: () => import('./features/review/Review.vue'),
      ...needsProject,
    },
    {
      path: '/photos/duplicates',
      name: 'duplicates',
      component: () => import('./features/review/Duplicates.vue'),
      ...needsProject,
    },
    {
      path: '/photos/:photo(\\d+)/similar',
      name: 'similar',
      component: () => import('./features/review/Similar.vue'),
      ...needsProject,
    },
    { path: '/train', name: 'train', component: () => import('./features/train/Train.vue'), ...needsProject },
    { path: '/runs', name: 'runs', component: () => import('./features/runs/Runs.vue'), ...needsProject },
    {
      path: '/compare',
      name: 'compare',
      component: () => import('./features/compare/Compare.vue'),
      ...needsProject,
    },
    {
      path: '/runs/:run(\\d+)',
      name: 'run',
      component: () => import('./features/runs/Run.vue'),
      ...needsProject,
    },
    {
      path: '/runs/:run(\\d+)/photos',
      name: 'run-photos',
      component: () => import('./features/evaluation/RunPhotos.vue'),
      ...needsProject,
    },
    { path: '/classify', name: 'classify', component: () => import('./features/classify/Classify.vue') },
    {
      path: '/export',
      name: 'export',
      component: () => import('./features/export/Export.vue'),
      ...needsProject,
    },
    { path: '/models', name: 'models', component: () => import('./features/models/Models.vue') },
    { path: '/models/:id', name: 'model', component: () => import('./features/models/Model.vue') },
    { path: '/:elsewhere(.*)*', redirect: '/' },
  ],
})
