using System.Text.RegularExpressions;

namespace Agent.Guarding;

/// <summary>How models claim a deed in Chinese, in simplified characters. Takes one sentence in plain words.</summary>
internal static partial class ChineseDeeds
{
    private const string ForYou = "(?:帮|为|替|给|代)?(?:您|你)?(?:成功|顺利)?";
    private const string Buy = "(?:下单|下了单|下好单|点单|点好|付款|付了款|付好款|付清|支付|付了|付好|买单|结账|买好|买下|买了|订好|订了|订购|提交订单|完成(?:支付|付款|下单|订单))";

    private static readonly HintedPattern Orders = new(Ordered(), "单付买订款账路");
    private static readonly HintedPattern Cancellations = new(Cancelled(), "退钱", "取消");

    public static Deed In(ReadOnlySpan<char> said)
    {
        var claimed = (DeedClaims.Claims(said, Orders, Unsaid()) ? Deed.Ordered : Deed.None) | (DeedClaims.Claims(said, Cancellations, Unsaid()) ? Deed.Cancelled : Deed.None);
        return claimed == Deed.None || Condition().IsMatch(said) ? Deed.None : claimed;
    }

    [GeneratedRegex(
        "(?:已经?|刚刚?|都)" + ForYou + "(?:把|将)?[^,，;；、]{0,12}?" + Buy + "(?!的|后|前|之后|之前|时|方式|码|按钮)"
        + "|我(?:这就|已经?|刚刚?)?" + ForYou + "(?:把|将)?[^,，;；、]{0,10}?" + Buy + "(?:了|好了|成功|完毕|完成)"
        + "|(?:帮|替|为|给)(?:您|你)[^,，;；、]{0,10}?" + Buy + "(?:了|好了|成功|完毕)"
        + "|(?:下单|支付|付款|购买|订购|扣款|结账)(?:已经?)?(?:成功|完成|完毕|好了)(?!后|之后|前|的)"
        + "|成功(?:下单|支付|付款|购买|提交订单)(?!后|之后|的)"
        + "|(?:订单|单子|这单)(?:已经?|都|也)*(?:成功)?(?:提交|下达|生成|确认|下好|下了|支付|付款|付好|送出|完成|开始制作|在制作|接单|在路上|在配送)(?!后|之后|前|的|时)"
        + "|(?:奶茶|饮料|咖啡|餐|外卖|东西|饭|它们?)(?:已经?|都|正)?在(?:来的)?路上",
        RegexOptions.CultureInvariant)]
    private static partial Regex Ordered();

    [GeneratedRegex(
        "(?:订单|这单|单子|这笔)[^,，;；、]{0,6}?(?:已经?|被)(?:成功)?(?:取消|退款|退单)(?!后|之后|前|的)"
        + "|(?:已经?|刚刚?)" + ForYou + "(?:把|将)?[^,，;；、]{0,8}?(?:取消|退掉)了?[^,，;；、]{0,8}?(?:订单|这单|单子)"
        + "|(?:我|帮(?:您|你)|替(?:您|你)|为(?:您|你)|给(?:您|你))(?:把|将)?[^,，;；、]{0,8}?(?:订单|这单|单子)[^,，;；、]{0,4}?(?:取消|退)(?:了|好了|掉了|成功)"
        + "|(?:已经?|刚刚?)" + ForYou + "(?:全额|办理)?退款|退款(?:已经?)?(?:成功|完成|到账|发出|退回)(?!后|的)|(?:取消|退单)成功|成功取消|钱(?:已经?)(?:退|原路)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Cancelled();

    [GeneratedRegex("没|未|不(?!过)|无(?!糖|冰)|尚|如果|若|等(?:您|你)|一旦|是否|能|可以|会|才|如需|想|请|吗|要(?:么|是)|需要|上次|以前|通常|再", RegexOptions.CultureInvariant)]
    private static partial Regex Unsaid();

    [GeneratedRegex("(?:等|待|只要|只有|如果|若|一旦|要是)(?:您|你)[^。]{0,8}?(?:确认|同意|点头|说|答应|付款|按)|(?:确认|同意|付款|支付|说好|点头)(?:之?后|以后|了?才)", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
