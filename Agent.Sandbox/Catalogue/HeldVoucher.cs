using Agent.Plugins.Vouchers;

namespace Agent.Sandbox.Catalogue;

/// <param name="PersonId">Who holds it.</param>
public sealed record HeldVoucher(string PersonId, Voucher Voucher);
