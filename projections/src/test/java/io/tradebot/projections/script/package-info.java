/** Journals written by hand for the tests of this module. */
package io.tradebot.projections.script;
