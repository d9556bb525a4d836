/** The engine tested by script: inputs in, decisions out, both as text files; and the run of an engine that tests share. */
package io.tradebot.engine.script;
