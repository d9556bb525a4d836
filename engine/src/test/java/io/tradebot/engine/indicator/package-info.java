/** Indicators against naive twins, golden vectors and another library. */
package io.tradebot.engine.indicator;
