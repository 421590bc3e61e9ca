/** `node web/build.ts FOLDER`: builds the app into a folder, quietly unless it fails. */
import { build } from 'vite'
import config from './vite.config.ts'

const [outDir] = process.argv.slice(2)
if (outDir === undefined) throw new Error('Name the folder to build into.')
await build({
  ...config,
  configFile: false,
  logLevel: 'error',
  build: { ...config.build, outDir },
})
