namespace Agent.Plugins.Vouchers;

/// <summary>Which of two stacks is better: more taken off, then fewer vouchers, then fewer of those worth keeping, then by codes in the order of application.</summary>
/// <param name="Vouchers">In the order of application.</param>
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
        return order != 0 ? order : Vouchers.Zip(other.Vouchers, Compare).FirstOrDefault(o => o != 0);
    }

    private static int Compare(Voucher left, Voucher right)
    {
        var order = VoucherArithmetic.Rank(left.Terms).CompareTo(VoucherArithmetic.Rank(right.Terms));
        return order != 0 ? order : string.CompareOrdinal(left.Code, right.Code);
    }
}
