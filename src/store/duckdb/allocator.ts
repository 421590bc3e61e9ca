/**
 * DuckDB's allocator reads this once, when the engine is loaded: this module has to be imported
 * before it. One arena, which gives freed memory back after a tenth of a second: several that keep it
 * for ten seconds cost a first sync 100 MB and save it nothing.
 */
process.env['DUCKDB_JE_MALLOC_CONF'] ??= 'narenas:1,dirty_decay_ms:100,muzzy_decay_ms:0'
