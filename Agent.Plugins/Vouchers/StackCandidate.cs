namespace Agent.Plugins.Vouchers;

/// <summary>A usable voucher as the search sees it; what does not depend on the rest of the stack is reckoned once.</summary>
internal sealed class StackCandidate
{
    public StackCandidate(Voucher voucher, VoucherSubject subject)
    {
        Voucher = voucher;
        Terms = voucher.Terms!;
        Claim = VoucherClaim.Of(Terms, subject);
        Rank = VoucherArithmetic.Rank(Terms);
        IsWorthKeeping = StackRank.IsWorthKeeping(voucher);
        Alone = new VoucherTally(subject).Take(Claim);
    }

    public Voucher Voucher { get; }

    public VoucherTerms Terms { get; }

    public VoucherClaim Claim { get; }

    public int Rank { get; }

    public bool IsWorthKeeping { get; }

    /// <summary>What it takes off alone; in a stack it never takes more.</summary>
    public long Alone { get; }
}
