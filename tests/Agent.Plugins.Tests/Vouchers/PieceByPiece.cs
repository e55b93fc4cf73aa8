using System.Numerics;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Tests.Vouchers;

/// <summary>The arithmetic of vouchers once more, told as plainly as it can be: every piece by itself, no cleverness.</summary>
internal static class PieceByPiece
{
    /// <summary>What each of the vouchers takes, in the order they are given.</summary>
    public static IEnumerable<long> Amounts(IEnumerable<Voucher> inOrder, VoucherSubject subject)
    {
        var lines = subject.Lines.Select(l => l.Total.Minor).ToArray();
        var fees = subject.Fees.Select(f => f.Amount.Minor).ToArray();
        return [.. inOrder.Select(v => Take(v.Terms!, subject, lines, fees))];
    }

    private static long Take(VoucherTerms terms, VoucherSubject subject, long[] lines, long[] fees)
    {
        var counting = Enumerable.Range(0, lines.Length).Where(i => Counts(terms, subject.Lines[i])).ToList();
        var list = counting.Sum(i => subject.Lines[i].Total.Minor);
        switch (terms.Benefit)
        {
            case Benefit.PercentOff off:
                // Half a minor unit and above rounds up.
                return Spread(lines, counting, Math.Min((list * off.BasisPoints * 2 + 10_000) / 20_000, off.Cap.Minor));
            case Benefit.AmountOff off:
                return Spread(lines, counting, off.Amount.Minor);
            case Benefit.FreeItem free:
                var (best, worth) = (-1, -1L);
                foreach (var i in counting.Where(i => subject.Lines[i].Kind == free.Item || subject.Lines[i].ItemId == free.Item))
                {
                    var piece = free.WithOptions ? subject.Lines[i].UnitPrice.Minor : Math.Min(subject.Lines[i].UnitPrice.Minor, subject.Lines[i].BasePrice.Minor);
                    if (piece > worth) (best, worth) = (i, piece);
                }

                return Spread(lines, [best], Math.Min(worth, free.UpTo.Minor));
            case Benefit.BuyNGetOne offer:
                var pieces = counting.SelectMany(i => Enumerable.Repeat(i, subject.Lines[i].Quantity)).OrderByDescending(i => subject.Lines[i].UnitPrice.Minor).ThenBy(i => i).ToList();
                var unpaid = pieces.Where((_, n) => (n + 1) % (offer.N + 1) == 0).Take(offer.Most);
                return unpaid.GroupBy(i => i).Sum(g => Spread(lines, [g.Key], g.Sum(i => subject.Lines[i].UnitPrice.Minor)));
            case Benefit.FeeWaived waived:
                return Spread(fees, [.. Enumerable.Range(0, fees.Length).Where(i => subject.Fees[i].Kind == waived.Fee)], waived.UpTo?.Minor ?? long.MaxValue);
            case Benefit.FreeOrder free:
                var goods = Spread(lines, counting, free.UpTo.Minor);
                return goods + Spread(fees, [.. Enumerable.Range(0, fees.Length)], free.UpTo.Minor - goods);
            default:
                throw new NotSupportedException(terms.Benefit.ToString());
        }
    }

    private static bool Counts(VoucherTerms terms, VoucherLine line) =>
        (terms.Categories.Count == 0 || terms.Categories.Contains(line.Category)) && (terms.Items.Count == 0 || terms.Items.Contains(line.ItemId) || terms.Items.Contains(line.Kind));

    private static long Spread(long[] left, IReadOnlyList<int> among, long want)
    {
        var sum = among.Sum(i => left[i]);
        want = Math.Min(want, sum);
        if (want <= 0) return 0;
        var parts = among.Select(i => (Index: i, Whole: (long)(new BigInteger(want) * left[i] / sum), Remainder: (long)(new BigInteger(want) * left[i] % sum))).ToList();
        var over = want - parts.Sum(p => p.Whole);
        foreach (var (index, whole, _) in parts.OrderByDescending(p => p.Remainder).ThenBy(p => p.Index)) left[index] -= whole + (over-- > 0 ? 1 : 0);
        return want;
    }
}
