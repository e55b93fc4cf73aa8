using Agent.Plugins;
using Xunit;

namespace Agent.Testing;

/// <summary>The main job and what surrounds it, as people of each language say it.</summary>
public static class Sentences
{
    public static TheoryData<Language> Languages => [Language.English, Language.Chinese, Language.German];

    /// <summary>Two large taro milk teas, half sugar, no ice, to the office, as cheap as possible.</summary>
    public static string Order(Language language) => language switch
    {
        Language.Chinese => "两杯大杯香芋奶茶，半糖去冰，送到公司，越便宜越好",
        Language.German => "zwei große Taro-Milchtees, halber Zucker, ohne Eis, ins Büro, so billig wie möglich",
        _ => "two large taro milk teas, half sugar, no ice, to the office, as cheap as possible",
    };

    public static string Yes(Language language) => language switch
    {
        Language.Chinese => "是",
        Language.German => "ja",
        _ => "yes",
    };

    public static string YesButThree(Language language) => language switch
    {
        Language.Chinese => "好，不过改成三杯",
        Language.German => "Ja, aber mach drei daraus",
        _ => "yes, but make it three",
    };

    /// <summary>Goes on with what is in the basket.</summary>
    public static string Pay(Language language) => language switch
    {
        Language.Chinese => "结账",
        Language.German => "bezahlen",
        _ => "check out",
    };

    public static string Basket(Language language) => language switch
    {
        Language.Chinese => "购物车里有什么",
        Language.German => "Was ist im Warenkorb?",
        _ => "what is in my basket?",
    };

    public static string WhereIsIt(Language language) => language switch
    {
        Language.Chinese => "我的订单到哪了",
        Language.German => "Wo ist meine Bestellung?",
        _ => "where is my order?",
    };

    public static string WrongDrink(Language language) => language switch
    {
        Language.Chinese => "饮料送错了",
        Language.German => "Das Getränk ist falsch",
        _ => "they brought the wrong drink",
    };

    public static string MoneyBack(Language language) => language switch
    {
        Language.Chinese => "退款",
        Language.German => "Geld zurück, bitte",
        _ => "my money back, please",
    };

    public static string MakeAgain(Language language) => language switch
    {
        Language.Chinese => "重做一份",
        Language.German => "bitte noch einmal machen",
        _ => "please make it again",
    };

    public static string Cancel(Language language) => language switch
    {
        Language.Chinese => "取消订单",
        Language.German => "Bestellung stornieren",
        _ => "cancel my order",
    };

    /// <summary>One unit of the line that <see cref="Order"/> orders.</summary>
    public static string CancelOne(Language language) => language switch
    {
        Language.Chinese => "取消一杯香芋奶茶",
        Language.German => "storniere einen Taro-Milchtee",
        _ => "cancel one of the taro milk teas",
    };

    public static string SameAgain(Language language) => language switch
    {
        Language.Chinese => "和上次一样",
        Language.German => "Das Gleiche wie letztes Mal",
        _ => "the same as last time",
    };
}
