/** Code that breaks each rule once, to show that the rules can fail. Never called. */
package io.tradebot.engine.rules.planted;
