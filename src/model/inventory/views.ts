import type { View } from '../define-view.ts'
import { streamInventory } from './stream-inventory.ts'

/** The views over the copy itself. */
export const inventoryViews: readonly View[] = [streamInventory]
