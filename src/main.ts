import { runApp } from './app.ts'

process.exitCode = await runApp(process.argv.slice(2))
