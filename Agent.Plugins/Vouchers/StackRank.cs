namespace Agent.Plugins.Vouchers;

/// <summary>Which of two stacks is better: more taken off, then fewer vouchers, then fewer of those worth keeping, then by codes.</summary>
internal readonly record struct StackRank(long Off, IReadOnlyList<Voucher> Vouchers) : IComparable<StackRank>
{
    /// <summary>A campaign's voucher works on every platform and a free order covers anything: neither is used up where another does the same.</summary>
    public static bool IsWorthKeeping(Voucher voucher) => voucher.Funder == Funder.Campaign || voucher.Terms?.Benefit is Benefit.FreeOrder;

    /// <returns>Below zero when this one is better.</returns>
    public int CompareTo(StackRank other)
    {
        var order = other.Off.CompareTo(Off);
        if (order == 0) order = Vouchers.Count.CompareTo(other.Vouchers.Count);
        if (order == 0) order = Vouchers.Count(IsWorthKeeping).CompareTo(other.Vouchers.Count(IsWorthKeeping));
        return order != 0 ? order : CompareCodes(other);
    }

    private int CompareCodes(StackRank other)
    {
        var theirs = other.Vouchers.Select(v => v.Code).Order(StringComparer.Ordinal);
        return Vouchers.Select(v => v.Code).Order(StringComparer.Ordinal).Zip(theirs, string.CompareOrdinal).FirstOrDefault(o => o != 0);
    }
}
