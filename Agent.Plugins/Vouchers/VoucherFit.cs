using Agent.Plugins.Baskets;
using Agent.Plugins.Menu;

namespace Agent.Plugins.Vouchers;

/// <summary>How a voucher stands to the basket as it is, by list prices; only a quote says what it takes off.</summary>
internal static class VoucherFit
{
    /// <summary>What the basket is worth on each platform that has all of it.</summary>
    /// <exception cref="OverflowException">The amounts cannot be held.</exception>
    public static IReadOnlyList<VoucherSubject> Subjects(Basket basket, StoreListing listing, DateTimeOffset now)
    {
        var subjects = new List<VoucherSubject>();
        foreach (var menu in listing.Menus)
        {
            var items = basket.Lines.Select(l => StoreListing.FindItem(menu, l.ItemId)).OfType<MenuItem>().ToArray();
            if (items.Length < basket.Lines.Count || items.Length == 0) continue;
            VoucherLine[] lines = [.. basket.Lines.Zip(items, (line, item) => new VoucherLine(item.Category, OptionChoices.UnitPrice(item, line.Choices) * line.Quantity))];
            subjects.Add(new VoucherSubject(menu.PlatformId, lines, Money.Zero(lines[0].Total.Currency), now));
        }

        return subjects;
    }

    public static ShownVoucher Show(Voucher voucher, string? platformName, IReadOnlyList<VoucherSubject> subjects, Language language, DateTimeOffset now)
    {
        var (usable, missing) = Stand(voucher, subjects, language, now);
        var (worth, percent) = voucher.Terms?.Benefit switch
        {
            Benefit.AmountOff off => (off.Amount, null),
            Benefit.PercentOff off => (off.Cap, off.BasisPoints % 100 == 0 ? off.BasisPoints / 100 : null),
            Benefit.FreeOrder free => (free.UpTo, null),
            _ => ((Money?)null, (int?)null),
        };
        return new ShownVoucher(voucher.Code, voucher.Title.In(language), platformName, voucher.Funder, worth, percent, voucher.Terms?.MinimumSpend, missing, voucher.ValidUntil, usable);
    }

    private static (bool Usable, Money? Missing) Stand(Voucher voucher, IReadOnlyList<VoucherSubject> subjects, Language language, DateTimeOffset now)
    {
        if (now < voucher.ValidFrom || now >= voucher.ValidUntil) return (false, null);
        if (voucher.Terms is not { } terms) return (true, null);
        if (subjects.Count == 0) return (terms.MinimumSpend is not { Minor: > 0 }, terms.MinimumSpend);
        var refusals = subjects.Where(s => voucher.PlatformId is null || s.PlatformId == voucher.PlatformId).Select(s => VoucherArithmetic.Check(voucher, s, language)).ToArray();
        if (refusals.Contains(null)) return (true, null);
        var missing = refusals.Select(r => r?.Amount).OfType<Money>().OrderBy(m => m.Minor).Select(m => (Money?)m).FirstOrDefault();
        return (false, missing);
    }
}
