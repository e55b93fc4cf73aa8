namespace Agent.Plugins.Vouchers;

/// <summary>What is left to be paid while vouchers are applied one after another. The one place that says what a voucher takes.</summary>
internal sealed class VoucherTally
{
    private readonly VoucherSubject _subject;
    private readonly long[] _left;
    private long _fees;

    public VoucherTally(VoucherSubject subject)
    {
        _subject = subject;
        _left = [.. subject.Lines.Select(l => Math.Max(0, l.Total.Minor))];
        _fees = Math.Max(0, subject.Fees.Minor);
    }

    private VoucherTally(VoucherTally from) => (_subject, _left, _fees) = (from._subject, [.. from._left], from._fees);

    public VoucherTally Copy() => new(this);

    /// <summary>Applies one voucher that fits.</summary>
    /// <returns>Minor units taken off; never negative, never more than is left of what it counts for.</returns>
    public long Take(VoucherTerms terms)
    {
        switch (terms.Benefit)
        {
            case Benefit.PercentOff off:
                return TakeGoods(terms, Math.Min(Eligible(_subject, terms).Share(off.BasisPoints).Minor, off.Cap.Minor));
            case Benefit.AmountOff off:
                return TakeGoods(terms, off.Amount.Minor);
            case Benefit.FreeOrder free:
                var goods = TakeGoods(terms, free.UpTo.Minor);
                var fees = Math.Clamp(free.UpTo.Minor - goods, 0, _fees);
                _fees -= fees;
                return goods + fees;
            default:
                throw new InvalidOperationException($"Benefit {terms.Benefit.GetType().Name} has no arithmetic.");
        }
    }

    /// <summary>The most that vouchers which count for the same can still take, all together.</summary>
    public long Left(VoucherTerms terms)
    {
        var left = terms.Benefit is Benefit.FreeOrder ? _fees : 0;
        for (var i = 0; i < _left.Length; i++)
        {
            if (Counts(_subject.Lines[i], terms)) left += _left[i];
        }

        return left;
    }

    public static bool Counts(VoucherLine line, VoucherTerms terms) => terms.Categories.Count == 0 || terms.Categories.Contains(line.Category, StringComparer.Ordinal);

    /// <summary>List price of the goods that count.</summary>
    public static Money Eligible(VoucherSubject subject, VoucherTerms terms) =>
        subject.Lines.Where(l => Counts(l, terms)).Aggregate(Money.Zero(subject.Currency), (sum, line) => sum + line.Total);

    private long TakeGoods(VoucherTerms terms, long want)
    {
        var taken = 0L;
        for (var i = 0; i < _left.Length && taken < want; i++)
        {
            if (!Counts(_subject.Lines[i], terms)) continue;
            var part = Math.Min(_left[i], want - taken);
            _left[i] -= part;
            taken += part;
        }

        return taken;
    }
}
