using Agent.Plugins.Pricing;

namespace Agent.Plugins.Vouchers;

/// <summary>What a stack of vouchers takes off. The order is fixed whatever order they are named in: percentages of the list price, then amounts, then free orders; within each by code.</summary>
/// <remarks>A discount on goods never exceeds what is left of the goods that count for it; a free order also covers fees. The total never falls below zero.</remarks>
public static class VoucherArithmetic
{
    /// <returns>One discount a voucher, in the order of application, or why the first unusable one is not usable.</returns>
    public static Outcome<IReadOnlyList<Discount>> Apply(IEnumerable<Voucher> vouchers, VoucherSubject subject, Language language)
    {
        var stack = vouchers.OrderBy(v => Rank(v.Terms)).ThenBy(v => v.Code, StringComparer.Ordinal).ToArray();
        var groups = new HashSet<string>(StringComparer.Ordinal);
        var left = subject.Lines.Select(l => l.Total.Minor).ToArray();
        var feesLeft = subject.Fees.Minor;
        var discounts = new List<Discount>(stack.Length);
        foreach (var voucher in stack)
        {
            if (Check(voucher, subject, language) is { } refusal) return refusal;
            if (!groups.Add(voucher.Terms!.StackingGroup)) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = voucher.Title.In(language) };
            var amount = voucher.Terms.Benefit switch
            {
                Benefit.PercentOff off => Take(left, subject, voucher.Terms, Math.Min(Eligible(subject, voucher.Terms).Share(off.BasisPoints).Minor, off.Cap.Minor)),
                Benefit.AmountOff off => Take(left, subject, voucher.Terms, off.Amount.Minor),
                Benefit.FreeOrder free => TakeFree(left, ref feesLeft, subject, voucher.Terms, free.UpTo.Minor),
                _ => throw new InvalidOperationException($"Benefit {voucher.Terms.Benefit.GetType().Name} has no arithmetic."),
            };
            discounts.Add(new Discount(voucher.Code, voucher.Title.In(language), new Money(amount, subject.Currency), voucher.Funder));
        }

        return Outcome.Of<IReadOnlyList<Discount>>(discounts);
    }

    /// <summary>Why one voucher does not fit, apart from what it is combined with; null when it fits.</summary>
    public static Refusal? Check(Voucher voucher, VoucherSubject subject, Language language)
    {
        var refusal = new Refusal(RefusalCode.VoucherNotUsable) { Subject = voucher.Title.In(language) };
        if (voucher.Terms is not { } terms) return refusal;
        if (voucher.PlatformId is { } platform && !string.Equals(platform, subject.PlatformId, StringComparison.Ordinal)) return refusal;
        if (subject.At < voucher.ValidFrom || subject.At >= voucher.ValidUntil) return refusal with { At = subject.At < voucher.ValidFrom ? voucher.ValidFrom : voucher.ValidUntil };
        var eligible = Eligible(subject, terms);
        if (eligible.IsZero) return refusal;
        return terms.MinimumSpend is { } least && eligible < least ? refusal with { Amount = least - eligible } : null;
    }

    private static int Rank(VoucherTerms? terms) => terms?.Benefit switch
    {
        Benefit.PercentOff => 0,
        Benefit.AmountOff => 1,
        _ => 2,
    };

    private static bool Counts(VoucherLine line, VoucherTerms terms) => terms.Categories.Count == 0 || terms.Categories.Contains(line.Category);

    private static Money Eligible(VoucherSubject subject, VoucherTerms terms) =>
        subject.Lines.Where(l => Counts(l, terms)).Aggregate(Money.Zero(subject.Currency), (sum, line) => sum + line.Total);

    private static long Take(long[] left, VoucherSubject subject, VoucherTerms terms, long want)
    {
        var taken = 0L;
        for (var i = 0; i < left.Length && taken < want; i++)
        {
            if (!Counts(subject.Lines[i], terms)) continue;
            var part = Math.Min(left[i], want - taken);
            left[i] -= part;
            taken += part;
        }

        return taken;
    }

    private static long TakeFree(long[] left, ref long feesLeft, VoucherSubject subject, VoucherTerms terms, long upTo)
    {
        var taken = Take(left, subject, terms, upTo);
        var fees = Math.Min(feesLeft, upTo - taken);
        feesLeft -= fees;
        return taken + fees;
    }
}

/// <summary>What vouchers are held against: one platform's prices for a basket at one moment.</summary>
/// <param name="Fees">All fees together.</param>
public sealed record VoucherSubject(string PlatformId, IReadOnlyList<VoucherLine> Lines, Money Fees, DateTimeOffset At)
{
    public string Currency => Fees.Currency;
}

/// <param name="Total">List price with options, times quantity.</param>
public sealed record VoucherLine(string Category, Money Total);
