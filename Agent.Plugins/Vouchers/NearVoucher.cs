namespace Agent.Plugins.Vouchers;

/// <summary>A voucher that only falls short of its minimum spend, and what it would do if the basket were that much larger.</summary>
/// <param name="Missing">What must be added of the goods that count for it.</param>
/// <param name="Off">What it takes off then, in the best stack.</param>
/// <param name="Gain">How much more the best stack takes off then than without it.</param>
public sealed record NearVoucher(string Code, string Title, Money Missing, Money Off, Money Gain)
{
    /// <summary>The one that is nearest by what is missing, then by what it gains; null where none would take off more. What is added is taken to be one more piece like the first that counts, at exactly the missing price, with fees as they are.</summary>
    internal static NearVoucher? Find(IReadOnlyList<Voucher> vouchers, VoucherSubject subject, Language language)
    {
        var lacking = vouchers
            .Select(v => (Voucher: v, Missing: VoucherArithmetic.Check(v, subject, language)?.Amount))
            .Where(v => v.Missing is not null)
            .GroupBy(v => v.Missing!.Value)
            .OrderBy(g => g.Key);
        foreach (var group in lacking)
        {
            var nearest = group.Select(v => Of(v.Voucher, v.Missing!.Value, vouchers, subject, language)).OfType<NearVoucher>()
                .OrderByDescending(n => n.Gain).ThenBy(n => n.Code, StringComparer.Ordinal).FirstOrDefault();
            if (nearest is not null) return nearest;
        }

        return null;
    }

    private static NearVoucher? Of(Voucher voucher, Money missing, IReadOnlyList<Voucher> vouchers, VoucherSubject subject, Language language)
    {
        var like = subject.Lines.First(voucher.Terms!.Counts);
        var larger = subject with { Lines = [.. subject.Lines, like with { Quantity = 1, UnitPrice = missing, BasePrice = missing }] };
        var with = VoucherStack.Best(vouchers, larger);
        var gain = with.Off - VoucherStack.Best(vouchers.Where(v => v != voucher), larger).Off;
        if (gain.Minor <= 0) return null;
        var off = VoucherArithmetic.Apply(with.Vouchers, larger, language).Value!.First(d => d.VoucherCode == voucher.Code).Amount;
        return new NearVoucher(voucher.Code, voucher.Title.In(language), missing, off, gain);
    }
}
