/**
 * The encrypted store of settings and secrets, its key ring, its rotation, its backups, the order of the origins of a setting,
 * and the provisioning of a new home. Called by the daemon, the web pages and the command line; cold code, any thread. What lies
 * where and in which form: ops/docs/settings-store.md.
 */
package io.tradebot.ops.config;
