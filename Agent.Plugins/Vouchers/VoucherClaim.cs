using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What one voucher asks of one subject, whatever other vouchers leave of it. The one place that says what a benefit is worth.</summary>
/// <param name="Lines">Numbers of the lines that it takes from.</param>
/// <param name="Each">For each of those lines what it takes there; null where it takes <paramref name="Want"/> from them together, in proportion to what is left.</param>
/// <param name="Fees">Numbers of the fees that it takes from, once the lines give no more.</param>
/// <param name="Want">Minor units; never negative.</param>
/// <param name="How">What of this is told.</param>
internal sealed record VoucherClaim(int[] Lines, long[]? Each, int[] Fees, long Want, Reckoning How)
{
    public static VoucherClaim Of(VoucherTerms terms, VoucherSubject subject)
    {
        int[] counting = [.. Enumerable.Range(0, subject.Lines.Count).Where(i => terms.Counts(subject.Lines[i]))];
        var goods = Eligible(subject, terms);
        switch (terms.Benefit)
        {
            case Benefit.PercentOff off:
                return Pooled(counting, [], new Reckoning(ReckoningKind.Percent, goods, goods.Share(off.BasisPoints)) { BasisPoints = off.BasisPoints, Cap = off.Cap });
            case Benefit.AmountOff off:
                return Pooled(counting, [], new Reckoning(ReckoningKind.Amount, goods, off.Amount));
            case Benefit.FreeItem free:
                return FreeItem(free, counting, subject);
            case Benefit.BuyNGetOne offer:
                return BuyNGetOne(offer, counting, subject);
            case Benefit.FeeWaived waived:
                int[] fees = [.. Enumerable.Range(0, subject.Fees.Count).Where(i => subject.Fees[i].Kind == waived.Fee)];
                var fee = Sum(fees, subject);
                return Pooled([], fees, new Reckoning(waived.Fee == FeeKind.Delivery ? ReckoningKind.Delivery : ReckoningKind.Packaging, fee, fee) { Cap = waived.UpTo });
            case Benefit.FreeOrder free:
                int[] every = [.. Enumerable.Range(0, subject.Fees.Count)];
                var all = goods + Sum(every, subject);
                return Pooled(counting, every, new Reckoning(ReckoningKind.FreeOrder, all, all) { Cap = free.UpTo });
            default:
                throw new InvalidOperationException($"Benefit {terms.Benefit.GetType().Name} has no arithmetic.");
        }
    }

    /// <summary>List price of the goods that count.</summary>
    public static Money Eligible(VoucherSubject subject, VoucherTerms terms) =>
        subject.Lines.Where(terms.Counts).Aggregate(Money.Zero(subject.Currency), (sum, line) => sum + line.Total);

    /// <summary>The same lines, so that what one leaves there is what the other finds.</summary>
    public bool Shares(VoucherClaim other) => Lines.AsSpan().SequenceEqual(other.Lines) && Each is null && other.Each is null;

    /// <summary>No line in common.</summary>
    public bool IsApart(VoucherClaim other) => !Lines.AsSpan().ContainsAny(other.Lines);

    private static VoucherClaim FreeItem(Benefit.FreeItem free, int[] counting, VoucherSubject subject)
    {
        Money Worth(int i) => free.WithOptions ? subject.Lines[i].UnitPrice : Money.Min(subject.Lines[i].UnitPrice, subject.Lines[i].BasePrice);
        var line = counting.Where(i => subject.Lines[i].Is(free.Item)).OrderByDescending(i => Worth(i).Minor).Select(i => (int?)i).FirstOrDefault();
        var worth = line is { } dearest ? Worth(dearest) : Money.Zero(subject.Currency);
        return Pooled(line is { } one ? [one] : [], [], new Reckoning(ReckoningKind.FreeItem, worth, worth) { Units = line is null ? 0 : 1, Cap = free.UpTo });
    }

    private static VoucherClaim BuyNGetOne(Benefit.BuyNGetOne offer, int[] counting, VoucherSubject subject)
    {
        var (size, most) = (Math.Max(1, (long)offer.N) + 1, (long)Math.Max(0, offer.Most));
        var (seen, free) = (0L, 0L);
        var (lines, each) = (new List<int>(), new List<long>());
        foreach (var i in counting.OrderByDescending(i => subject.Lines[i].UnitPrice.Minor))
        {
            // Every (n + 1)th piece, dearest first, is free: how many of them lie in this line?
            var pieces = Math.Min((seen + subject.Lines[i].Quantity) / size - seen / size, most - free);
            seen += subject.Lines[i].Quantity;
            free += pieces;
            if (pieces <= 0) continue;
            lines.Add(i);
            each.Add((subject.Lines[i].UnitPrice * pieces).Minor);
        }

        var full = each.Aggregate(Money.Zero(subject.Currency), (sum, minor) => sum + new Money(minor, subject.Currency));
        var how = new Reckoning(ReckoningKind.BuyNGetOne, counting.Aggregate(Money.Zero(subject.Currency), (sum, i) => sum + subject.Lines[i].Total), full) { Units = (int)free, Of = (int)size };
        // In one line there is nothing to keep apart.
        if (lines.Count < 2) return Pooled([.. lines], [], how);
        int[] order = [.. Enumerable.Range(0, lines.Count).OrderBy(i => lines[i])];
        return new VoucherClaim([.. order.Select(i => lines[i])], [.. order.Select(i => each[i])], [], full.Minor, how);
    }

    private static VoucherClaim Pooled(int[] lines, int[] fees, Reckoning how) =>
        new(lines, null, fees, Math.Max(0, Math.Min(how.Full.Minor, how.Cap?.Minor ?? long.MaxValue)), how);

    private static Money Sum(int[] fees, VoucherSubject subject) => fees.Aggregate(Money.Zero(subject.Currency), (sum, i) => sum + subject.Fees[i].Amount);
}
