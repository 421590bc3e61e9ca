import type { View } from '../define-view.ts'
import { salesActivities } from './sales-activities.ts'

/** The views over sales, each after those it reads. */
export const salesViews: readonly View[] = [salesActivities]
