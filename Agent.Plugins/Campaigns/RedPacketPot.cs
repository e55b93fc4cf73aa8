namespace Agent.Plugins.Campaigns;

/// <summary>What is left in a red packet wave's pot.</summary>
/// <param name="Minor">All that is left, prizes included.</param>
/// <param name="Pieces">All that are left, prizes included.</param>
/// <param name="Prizes">How many of each prize are left, in the order of the wave.</param>
internal sealed record RedPacketPot(long Minor, int Pieces, IReadOnlyList<int> Prizes)
{
    /// <summary>The next piece. Every piece that is left is as likely to be drawn; one that is no prize is on average a fair part of what is left for those, at most <c>Most</c> and at least one minor unit. The last takes the rest, so that all of them sum to the pot.</summary>
    /// <returns>The amount, and which prize it is; null for none.</returns>
    public (long Minor, int? Prize) Draw(Gift.ARedPacket rules, IdSource ids)
    {
        var drawn = Chance.Below(ids, Pieces);
        for (var i = 0; i < Prizes.Count; i++)
        {
            if (drawn < Prizes[i]) return (rules.Prizes[i].Amount.Minor, i);
            drawn -= Prizes[i];
        }

        var (rest, pieces) = (Minor, Pieces);
        for (var i = 0; i < Prizes.Count; i++)
        {
            rest -= rules.Prizes[i].Amount.Minor * Prizes[i];
            pieces -= Prizes[i];
        }

        var (least, most) = (Math.Max(1, rest - (pieces - 1) * rules.Most.Minor), Math.Min(rules.Most.Minor, rest - (pieces - 1)));
        var fair = Math.Clamp(2 * rest / pieces, least, most);
        return (least + Chance.Below(ids, fair - least + 1), null);
    }
}
