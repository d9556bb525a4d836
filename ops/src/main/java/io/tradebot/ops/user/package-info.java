/**
 * The users of the program: roles, password rules and password hashes. Called by provisioning and the web pages; cold code, any
 * thread.
 */
package io.tradebot.ops.user;
