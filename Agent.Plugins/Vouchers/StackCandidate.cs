namespace Agent.Plugins.Vouchers;

/// <summary>A usable voucher as the search sees it; what does not depend on the rest of the stack is reckoned once.</summary>
internal sealed class StackCandidate(Voucher voucher, VoucherSubject subject)
{
    public Voucher Voucher { get; } = voucher;

    public VoucherTerms Terms { get; } = voucher.Terms!;

    public VoucherClaim Claim { get; } = VoucherClaim.Of(voucher.Terms!, subject);

    public int Rank { get; } = VoucherArithmetic.Rank(voucher.Terms);

    public bool IsWorthKeeping { get; } = StackRank.IsWorthKeeping(voucher);

    /// <summary>What it takes off alone; in a stack it never takes more.</summary>
    public long Alone { get; } = new VoucherTally(subject).Take(VoucherClaim.Of(voucher.Terms!, subject));
}
