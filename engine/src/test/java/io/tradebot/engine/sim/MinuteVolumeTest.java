package io.tradebot.engine.sim;

import io.tradebot.engine.script.ScriptedBars;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MinuteVolumeTest {

    private static final long SHARE_E9 = 1_000_000_000L;

    private static MinuteVolume volume(long sharePpm, long volumeShares) {
        ScriptedBars bars = new ScriptedBars();
        bars.put(0, 1, new ScriptedBars.Bar(1, 1, 1, 1, volumeShares));
        bars.load(0);
        MinuteVolume volume = new MinuteVolume(sharePpm);
        volume.startMinute(bars);
        return volume;
    }

    @Test
    void shouldGiveEverythingWithoutAShare() {
        assertEquals(7 * SHARE_E9, volume(0, 0).take(1, 7 * SHARE_E9));
    }

    @Test
    void shouldShareAMinuteInWholeShares() {
        MinuteVolume volume = volume(100_000, 109); // a tenth of 109: 10 shares
        assertTrue(volume.has(1, 10 * SHARE_E9));
        assertFalse(volume.has(1, 10 * SHARE_E9 + 1));
        assertEquals(3 * SHARE_E9 + SHARE_E9 / 2, volume.take(1, 3 * SHARE_E9 + SHARE_E9 / 2));
        assertEquals(6 * SHARE_E9, volume.take(1, 100 * SHARE_E9), "the other half of the fourth share is lost");
        assertEquals(0, volume.take(1, SHARE_E9));
    }
}
